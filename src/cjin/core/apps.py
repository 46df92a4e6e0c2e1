from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cjin.core"
    label = "core"
