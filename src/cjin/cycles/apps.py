from django.apps import AppConfig


class CyclesConfig(AppConfig):
    name = "cjin.cycles"
    label = "cycles"
