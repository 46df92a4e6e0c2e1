"""The full-text structures over the analysed tokens: FTS5 on SQLite, a generated tsvector with GIN on PostgreSQL."""

from django.db import migrations

from cjin.core.models.vendor import VendorSQL

COLUMNS = "title_tokens, context_tokens, body_tokens, marks"
NEW = ", ".join(f"NEW.{column}" for column in COLUMNS.split(", "))
OLD = ", ".join(f"OLD.{column}" for column in COLUMNS.split(", "))
ADD = f"INSERT INTO core_searchindex (rowid, {COLUMNS}) VALUES (NEW.id, {NEW})"
REMOVE = f"INSERT INTO core_searchindex (core_searchindex, rowid, {COLUMNS}) VALUES ('delete', OLD.id, {OLD})"
SQLITE = [
    # The ascii tokenizer takes every sign beyond ASCII as part of a word: it cuts at blanks only, as our tokens and marks need it.
    f"""CREATE VIRTUAL TABLE core_searchindex USING fts5({COLUMNS}, content='core_searchentry', content_rowid='id',
        tokenize="ascii tokenchars '_-'", columnsize=0)""",
    f"CREATE TRIGGER core_searchentry_added AFTER INSERT ON core_searchentry BEGIN {ADD}; END",
    f"CREATE TRIGGER core_searchentry_removed AFTER DELETE ON core_searchentry BEGIN {REMOVE}; END",
    f"CREATE TRIGGER core_searchentry_changed AFTER UPDATE ON core_searchentry BEGIN {REMOVE}; {ADD}; END",
]
POSTGRESQL = [
    # Not to_tsvector: its parser would cut and drop tokens by rules of its own and by the cluster's locale. A blank
    # token between the fields keeps a phrase from running from one field into the next.
    r"""CREATE FUNCTION core_search_vector(title text, context text, body text, marks text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(string_agg('''' || replace(replace(token, '\', '\\'), '''', '''''') || ''':'
                                   || least(place, 16383), ' '), '')::tsvector
               || array_to_tsvector(string_to_array(marks, ' '))
        FROM unnest(string_to_array(title || '  ' || context || '  ' || body, ' ')) WITH ORDINALITY AS t(token, place)
        WHERE token <> '' $$""",
    """ALTER TABLE core_searchentry ADD COLUMN vector tsvector NOT NULL
       GENERATED ALWAYS AS (core_search_vector(title_tokens, context_tokens, body_tokens, marks)) STORED""",
    # Rows of a few kilobytes stay whole: fetching a vector from elsewhere for each row that is looked at is slow.
    "ALTER TABLE core_searchentry SET (toast_tuple_target = 8160)",
    # Without the list of things to be sorted in later, which every search would have to read through.
    "CREATE INDEX core_searchentry_vector ON core_searchentry USING gin (vector) WITH (fastupdate = off)",
]


class Migration(migrations.Migration):
    dependencies = [("core", "0004_holdings_never_overlap")]

    operations = [
        VendorSQL(
            "sqlite",
            SQLITE,
            [
                "DROP TRIGGER core_searchentry_added",
                "DROP TRIGGER core_searchentry_removed",
                "DROP TRIGGER core_searchentry_changed",
                "DROP TABLE core_searchindex",
            ],
        ),
        VendorSQL(
            "postgresql",
            POSTGRESQL,
            [
                "ALTER TABLE core_searchentry DROP COLUMN vector",
                "DROP FUNCTION core_search_vector(text, text, text, text)",
            ],
        ),
    ]
