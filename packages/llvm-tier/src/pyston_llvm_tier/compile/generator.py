"""LLVM itself: text to object code and to assembly. The only module that imports llvmlite, and late.

Two settings of one generator. `CHEAP` makes code quickly: enough passes that values live in registers, and the code
generator that does not optimise. `PEAK` is LLVM's first level: on this code the second takes a third longer and
makes the same.
"""

from __future__ import annotations

from typing import Any

from llvmlite import binding

from pyston_llvm_tier.compile.objects import CHEAP, PEAK
from pyston_llvm_tier.options import OPTIONS


class Generator:
    """The target machines. LLVM is used by one thread at a time; `compile.service` sees to that."""

    def __init__(self) -> None:
        binding.initialize_native_target()
        binding.initialize_native_asmprinter()
        self._machines = {CHEAP: _machine(0), PEAK: _machine(OPTIONS.codegen)}

    def object(self, text: str, setting: str) -> bytes:
        """The object code of a module.

        Args:
            text: LLVM text.
            setting: `CHEAP` or `PEAK`.

        Raises:
            RuntimeError: LLVM does not accept the text.
        """
        return bytes(self._machines[setting].emit_object(self._optimised(text, setting)))

    def assembly(self, text: str, setting: str) -> str:
        """The same as assembly."""
        return str(self._machines[setting].emit_assembly(self._optimised(text, setting)))

    def _optimised(self, text: str, setting: str) -> Any:
        module = binding.parse_assembly(text)
        if OPTIONS.verify:
            module.verify()
        machine = self._machines[setting]
        tuning = binding.create_pipeline_tuning_options(speed_level=OPTIONS.level)
        tuning.loop_vectorization = False
        tuning.slp_vectorization = False
        tuning.loop_unrolling = False
        tuning.loop_interleaving = False
        builder = binding.create_pass_builder(machine, tuning)
        if setting == PEAK:
            builder.getModulePassManager().run(module, builder)
        else:
            passes = binding.create_new_module_pass_manager()
            passes.add_always_inliner_pass()
            passes.add_sroa_pass()
            passes.add_instruction_combine_pass()
            passes.add_simplify_cfg_pass()
            passes.run(module, builder)
        return module


def _machine(level: int) -> Any:
    """A target machine for this processor; code may stand anywhere in memory, far from what it refers to."""
    target = binding.Target.from_default_triple()
    return target.create_target_machine(
        cpu=binding.get_host_cpu_name(),
        features=binding.get_host_cpu_features().flatten(),
        opt=level,
        reloc="static",
        codemodel="large",
        jit=True,
    )
