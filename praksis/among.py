"""The lookup `among`: what `in` finds, for many keys. They go to PostgreSQL as one value and not as one each."""

from django.db.models import Lookup


class Among(Lookup):
    """One of these UUIDs. A hundred of them take `in` as long to write out as the database to answer."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """As `in`, where there are no arrays."""
        column, params = self.process_lhs(compiler, connection)
        field = self.lhs.output_field
        keys = [field.get_db_prep_value(key, connection) for key in self.rhs]
        return f"{column} IN ({', '.join(['%s'] * len(keys))})", [*params, *keys]

    def as_postgresql(self, compiler, connection):
        """As an array."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::uuid[])", [*params, f"{{{','.join(map(str, self.rhs))}}}"]
