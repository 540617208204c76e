"""Pickles from where nothing is trusted: they may name the kinds that are expected there, and nothing else."""

import io
import pickle
from collections.abc import Iterable
from typing import Self


class AdmittedUnpickler(pickle.Unpickler):
    """Loads a pickle that names only these kinds; UnpicklingError otherwise: any other name could be that of a function."""

    _kinds: dict[tuple[str, str], type]

    @classmethod
    def of(cls, content: bytes, kinds: Iterable[type]) -> Self:
        """One that will load this content."""
        made = cls(io.BytesIO(content))
        made._kinds = {(kind.__module__, kind.__name__): kind for kind in kinds}
        return made

    def find_class(self, module: str, name: str) -> type:
        """The kind of this name."""
        if (module, name) not in self._kinds:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return self._kinds[module, name]
