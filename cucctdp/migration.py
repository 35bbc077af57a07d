"""Operations for migrations of our own apps."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AlterField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Several ``CreateModel`` at once.

    One by one, Django draws every related model again for each new one: a minute of processor
    time for a hundred tables, in every first start and every test database. Here the state takes
    all of them first and is drawn once.
    """

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        if "apps" in state.__dict__:
            del state.apps
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Create models " + ", ".join(o.name for o in self.operations)


class AlterTexts(Operation):
    """Many ``AlterField`` that change words only: help texts, names; the tables stay.

    One by one, Django draws the models and all that are related to them again for each field: a
    minute for a hundred. Here the state takes all of them and is drawn once. Whoever writes it
    vouches that no field differs in anything a table knows.
    """

    reduces_to_sql = False

    def __init__(self, operations: Sequence[AlterField]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        if "apps" in state.__dict__:
            del state.apps
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Words are not in the database."""

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Words are not in the database."""

    def describe(self) -> str:
        return f"Alter texts of {len(self.operations)} fields"
