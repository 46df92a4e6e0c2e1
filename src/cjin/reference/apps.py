from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "cjin.reference"
    label = "reference"
