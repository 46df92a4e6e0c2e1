from django.apps import AppConfig
from django.core import checks


class NodeConfig(AppConfig):
    name = "cjin.node"
    label = "node"

    def ready(self) -> None:
        """Let Django's own checks of the database read the settings back too, and the audit hear of signing in."""
        from cjin.node.safety import system_check
        from cjin.node.sign_in_acts import listen

        checks.register(system_check, checks.Tags.database)
        listen()
