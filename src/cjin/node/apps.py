from django.apps import AppConfig


class NodeConfig(AppConfig):
    name = "cjin.node"
    label = "node"
