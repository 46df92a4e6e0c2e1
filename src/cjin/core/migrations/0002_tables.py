"""The tables of core: organizations and posts, audit, outbox, tokens, search."""

import cjin.core.models.multilingual
import cjin.core.models.release
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.CharField(max_length=200)),
                ("position", models.PositiveBigIntegerField()),
                ("act", models.CharField(max_length=100)),
                ("obj", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("detail_digest", models.CharField(max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.CharField(max_length=200, unique=True)),
                ("position", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "release",
                    models.CharField(
                        choices=[
                            ("own", "its owner only"),
                            ("named", "named States"),
                            ("all-states", "all States"),
                            ("public", "public"),
                        ],
                        default="own",
                        max_length=10,
                        verbose_name="release level",
                    ),
                ),
                ("states", cjin.core.models.release.StatesField(blank=True, default="", verbose_name="named States")),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=2)),
                ("facets", models.JSONField(default=dict)),
                ("title_tokens", models.TextField()),
                ("context_tokens", models.TextField()),
                ("body_tokens", models.TextField()),
                ("marks", models.TextField()),
                ("digest", models.CharField(max_length=32)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="AuditDetail",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="detail",
                        serialize=False,
                        to="core.auditrow",
                    ),
                ),
                ("salt", models.CharField(max_length=32)),
                ("content", models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name="auditrow",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", cjin.core.models.multilingual.MultilingualField(default=dict)),
                ("state_code", models.CharField(blank=True, max_length=3)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "government body"),
                            ("intergovernmental", "intergovernmental organization"),
                            ("institute", "institute or university"),
                            ("non-governmental", "non-governmental organization"),
                        ],
                        max_length=20,
                    ),
                ),
                ("owns_node", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", {}), _negated=True), name="core_organization_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state_code__regex", "^([A-Z]{3})?$")),
                        name="core_organization_state_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["government", "intergovernmental", "institute", "non-governmental"])
                        ),
                        name="core_organization_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("owns_node", True)), fields=("owns_node",), name="core_one_owner_of_node"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=200)),
                ("payload", models.JSONField()),
                ("put_at", models.DateTimeField()),
                ("available_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("leased_by", models.CharField(blank=True, max_length=100)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("dead_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("available_at"),
                        models.F("id"),
                        condition=models.Q(("dead_at__isnull", True), ("done_at__isnull", True)),
                        name="core_outboxmessage_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "key"), name="core_outboxmessage_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lease_until__isnull", True), models.Q(("leased_by", ""), _negated=True), _connector="OR"
                        ),
                        name="core_outboxmessage_lease_has_a_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at__isnull", True), ("dead_at__isnull", True), _connector="OR"),
                        name="core_outboxmessage_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", cjin.core.models.multilingual.MultilingualField(default=dict)),
                ("duties", models.JSONField(blank=True, default=list)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="core.organization"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_from", models.DateField()),
                ("held_to", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="core.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="shown",
                        serialize=False,
                        to="core.searchentry",
                    ),
                ),
                ("title", models.TextField()),
                ("context", models.TextField()),
                ("text", models.TextField()),
                ("url", models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name="searchentry",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.organization",
                verbose_name="owner",
            ),
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("scopes", models.JSONField(default=list)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("person", "name"),
                        name="core_apitoken_name_in_use",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="auditrow",
            index=models.Index(fields=["obj", "at"], name="core_auditrow_object"),
        ),
        migrations.AddConstraint(
            model_name="auditrow",
            constraint=models.UniqueConstraint(fields=("stream", "position"), name="core_auditrow_place"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", {}), _negated=True), name="core_post_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_to__isnull", True), ("held_to__gte", models.F("held_from")), _connector="OR"),
                name="core_postholding_from_before_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("release__in", ["own", "named", "all-states", "public"])),
                name="core_searchentry_release_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(fields=("kind", "object_id", "language"), name="core_searchentry_once"),
        ),
    ]
