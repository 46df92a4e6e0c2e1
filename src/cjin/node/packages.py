"""The one place that lists the packages: what each of them adds to the node."""

APPS = (
    "cjin.node",
    "cjin.texts",
    "cjin.reference",
    "cjin.shell",
    "cjin.core",
)
