import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from praksis.accounts.models import Role, StaffRole, User

PASSWORD = "correct horse battery staple"


class StaffRoleFactory(DjangoModelFactory):
    class Meta:
        model = StaffRole

    role = Role.CONSULTANT


def _with_role(role):
    return factory.Trait(role=factory.RelatedFactory(StaffRoleFactory, factory_related_name="user", role=role))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@kommune.example")
    title = "Konsulent"

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role in extracted or []:
            StaffRole.objects.create(user=self, role=role)

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        self.set_password(extracted or PASSWORD)
        self.save()

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        """The mail address is confirmed unless told otherwise."""
        EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=extracted is not False)

    class Params:
        consultant = _with_role(Role.CONSULTANT)
        manager = _with_role(Role.MANAGER)
        approver = _with_role(Role.APPROVER)
        administrator = _with_role(Role.ADMINISTRATOR)
