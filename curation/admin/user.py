"""Staff: who they are, and what their roles let them do."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import DropdownFilter
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from curation.model_admin import RowInline
from curation.models import Responsibility
from curation.querysets import users_with_groups
from curation.security.factor import remove
from curation.workflow.wording import ROLES

admin.site.unregister(User)
admin.site.unregister(Group)


class RolesField(ModelMultipleChoiceField):
    """The groups, each with what it may do."""

    widget = CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        """Return the name of a role and what it may do; the name of a group that is no role."""
        if obj.name not in ROLES:
            return obj.name
        return format_html("<strong>{}</strong>: {}", *ROLES[obj.name])


class RoleFilter(DropdownFilter):
    title, parameter_name = _("role"), "role"

    def lookups(self, request, model_admin):
        """Return the roles."""
        return [(role.name.lower(), name) for role, (name, _does) in ROLES.items()]

    def queryset(self, request, queryset):
        """Return the users in the role."""
        names = [str(role) for role in ROLES if role.name.lower() == self.value()]
        return queryset.filter(groups__name__in=names) if names else queryset


class ResponsibilityInline(RowInline):
    """The units that an editor answers for."""

    model = Responsibility
    autocomplete_fields = ["unit"]
    ordering = ["pk"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    form, add_form, change_password_form = UserChangeForm, UserCreationForm, AdminPasswordChangeForm
    list_display = ["username", "last_name", "first_name", "roles", "is_active", "last_login"]
    list_filter = [RoleFilter, "is_active", "is_staff"]
    filter_horizontal = []
    actions = ["reset_factor"]
    inlines = [ResponsibilityInline]
    fieldsets = [
        (None, {"fields": ["username", "new_password", ("first_name", "last_name"), "email"]}),
        (_("What this account may do"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": [("last_login", "date_joined")]}),
    ]
    readonly_fields = ["new_password", "last_login", "date_joined"]

    def get_queryset(self, request):
        """Return the users with their groups."""
        return users_with_groups(super().get_queryset(request))

    def get_inlines(self, request, obj):
        """Return the units of an editor, once there is one."""
        return self.inlines if obj else []

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Return the field of the roles."""
        if db_field.name == "groups":
            return RolesField(Group.objects.order_by("pk"), label=_("Roles"), required=False)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        """Return what cannot be changed: only superusers make others superusers."""
        return [*self.readonly_fields, *([] if request.user.is_superuser else ["is_superuser"])]

    def has_change_permission(self, request, obj=None):
        """Return whether a user may be changed: a superuser only by one."""
        return super().has_change_permission(request, obj) and self._is_equal(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Return whether a user may be deleted: a superuser only by one."""
        return super().has_delete_permission(request, obj) and self._is_equal(request, obj)

    def _is_equal(self, request, obj: User | None) -> bool:
        return obj is None or request.user.is_superuser or not obj.is_superuser

    @admin.action(description=_("Reset the second factor"), permissions=["change"])
    def reset_factor(self, request, queryset):
        """Take the second factor of the chosen users away, so that they set up a new one; of superusers only by one."""
        users = [user for user in queryset if self._is_equal(request, user)]
        for user in users:
            remove(user)
        self.message_user(
            request,
            ngettext(
                "The second factor of %d account is gone.", "The second factors of %d accounts are gone.", len(users)
            )
            % len(users),
        )

    @admin.display(description=_("password"))
    def new_password(self, obj):
        """Return a link to where an administrator gives a new password; nobody can read the old one."""
        address = reverse("admin:auth_user_password_change", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', address, _("Give a new password"))

    @admin.display(description=_("Roles"))
    def roles(self, obj):
        """Return what the user is."""
        names = [str(ROLES[group.name][0]) if group.name in ROLES else group.name for group in obj.groups.all()]
        return ", ".join(([str(_("Superuser"))] if obj.is_superuser else []) + names)
