import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from praksis.accounts.models import Role, StaffRole, User

PASSWORD = "correct horse battery staple"


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
        consultant = factory.Trait(roles=[Role.CONSULTANT])
        manager = factory.Trait(roles=[Role.MANAGER])
        approver = factory.Trait(roles=[Role.APPROVER])
        administrator = factory.Trait(roles=[Role.ADMINISTRATOR])
