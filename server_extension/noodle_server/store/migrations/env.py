"""Where Alembic runs the migrations: on the connection, and in the transaction, that it is given by
`store/migrating.py`."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
