"""Dagster's face: thin assets over the stages, checks over the register, jobs, schedule, sensors."""
