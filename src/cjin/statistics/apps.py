from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "cjin.statistics"
    label = "statistics"
