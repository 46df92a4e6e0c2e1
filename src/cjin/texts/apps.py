from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "cjin.texts"
    label = "texts"
