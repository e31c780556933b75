"""What roles are called, and what they may do, as people read it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curation.workflow.table import Role

ROLES = {
    Role.REGISTRAR: (_("Registrar"), _("registers publications, and submits own drafts")),
    Role.EDITOR: (
        pgettext_lazy("staff", "Editor"),
        _("checks and publishes what comes from the units below, and edits people and journals"),
    ),
    Role.CHIEF: (_("Chief editor"), _("does all this for every unit, and edits units and keywords")),
    Role.ADMINISTRATOR: (_("Administrator"), _("does all this, and gives accounts and roles to others")),
}
