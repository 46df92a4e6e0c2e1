from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "cjin.requests"
    label = "requests"
