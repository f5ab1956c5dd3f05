"""Dagster's face: thin assets over the rooms, checks over the register, jobs, schedule, sensors."""
