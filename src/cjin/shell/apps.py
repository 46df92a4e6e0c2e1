from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "cjin.shell"
    label = "shell"
