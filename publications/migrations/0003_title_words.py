"""Words to find titles by, case and accents folded: "Malmö" is found by "malmo". Markup and punctuation part words."""

import django.contrib.postgres.indexes
import publications.models.wording
from django.db import migrations, models

FOLDED = r"""
CREATE FUNCTION publications_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
btrim(regexp_replace(
    lower(regexp_replace(normalize(
        translate(regexp_replace(left($1, 5000), '<[^>]*>', '', 'g'), 'ÆæØøĐđÐðŁł', 'AaOoDdDdLl'),
        NFKD), '[\u0300-\u036f]', '', 'g')),
    '[^[:alnum:]]+', ' ', 'g'))
"""
WORDS = """
CREATE FUNCTION publications_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
to_tsvector('simple'::regconfig, publications_folded($1))
"""
# All words of what was typed; those of three letters and more also as the beginnings of longer ones.
ASKED = r"""
CREATE FUNCTION publications_asked(text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
to_tsquery('simple'::regconfig, replace(
    regexp_replace(publications_folded($1), '([[:alnum:]]{3,})', '\1:*', 'g'), ' ', ' & '))
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0002_records")]
    operations = [
        migrations.RunSQL(FOLDED, "DROP FUNCTION publications_folded(text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION publications_words(text)"),
        migrations.RunSQL(ASKED, "DROP FUNCTION publications_asked(text)"),
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(
                publications.models.wording.title_words("title", "subtitle"),
                condition=models.Q(("status", "public")),
                name="public_by_words",
            ),
        ),
    ]
