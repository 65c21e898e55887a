"""The stepping mode: the machine behind `nbc.vm.step`, which see. Open `machine` first."""
