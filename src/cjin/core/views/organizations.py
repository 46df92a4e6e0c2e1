"""Organizations, and the posts in each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cjin.core.actions.organizations import change_organization, create_organization, create_post, set_deputy
from cjin.core.forms import AddOrganization, AddPost, ChangeOrganization, Deputy
from cjin.core.models import Organization
from cjin.core.queries.organizations import organization_of, post_of, posts_of
from cjin.core.rules.duties import IN_WORDS, Duty

from .asking import administrator, sent, status


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def organizations(request: HttpRequest) -> HttpResponse:
    """All organizations; sent with a form it makes one."""
    by = administrator(request)
    form = AddOrganization(sent(request))
    if form.is_bound and (made := form.do(create_organization, by=by, now=timezone.now())):
        messages.success(request, _("The organization is added. Give it its posts now."))
        return redirect("core:organization", made.pk)
    context = {"organizations": Organization.objects.order_by("pk"), "form": form}
    return render(request, "core/organizations.html", context, status=status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def organization(request: HttpRequest, number: int) -> HttpResponse:
    """One organization with its posts, their duties and holders; sent with a form it makes a post in it."""
    by, now = administrator(request), timezone.now()
    found = organization_of(number)
    form = AddPost(sent(request))
    if form.is_bound and form.do(create_post, organization=found, by=by, now=now):
        messages.success(request, _("The post is added. It is given to a person on that person's page."))
        return redirect("core:organization", number)
    posts = [
        (post, [IN_WORDS[Duty(duty)] for duty in post.duties], getattr(post, "held_today", ()), Deputy(None, post=post))
        for post in posts_of(found, today=timezone.localdate(now))
    ]
    context = {"organization": found, "posts": posts, "form": form}
    return render(request, "core/organization.html", context, status=status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change the name, kind or State of an organization."""
    by, found = administrator(request), organization_of(number)
    form = ChangeOrganization(sent(request), organization=found)
    if form.is_bound and form.do(change_organization, organization=found, by=by, now=timezone.now()):
        messages.success(request, _("The organization is changed."))
        return redirect("core:organization", number)
    return render(request, "core/change_organization.html", {"organization": found, "form": form}, status=status(form))


@require_POST
def deputy(request: HttpRequest, number: int) -> HttpResponse:
    """Name the deputy of a post, or none."""
    by, post = administrator(request), post_of(number)
    form = Deputy(request.POST, post=post)
    if form.do(set_deputy, post=post, by=by, now=timezone.now()):
        messages.success(request, _("The deputy is told what is late at this post."))
    else:
        messages.error(request, _("Choose another post."))
    return redirect("core:organization", post.organization_id)
