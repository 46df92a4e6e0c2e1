from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "cjin.directory"
    label = "directory"
