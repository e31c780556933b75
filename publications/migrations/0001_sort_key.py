"""The Swedish sort key, as a function of the database, since the embedded PostgreSQL has no ICU collations.

å, ä (æ) and ö (ø, œ) become the three characters that follow z; other accents, case, markup and punctuation are folded away.
"""

from django.db import migrations

CREATE = r"""
CREATE FUNCTION publications_sort_key(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
left(btrim(regexp_replace(
    lower(regexp_replace(normalize(
        translate(regexp_replace($1, '<[^>]*>', '', 'g'), 'ÅåÄäÆæÖöØøŒœĐđÐð', '{{||||}}}}}}dddd'),
        NFD), '[\u0300-\u036f]', '', 'g')),
    '[][!-/:-@\\^_`~\u2010-\u201f\u00a0\u00ab\u00bb[:space:]]+', ' ', 'g')), 200)
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION publications_sort_key(text)")]
