"""What every table of the dataset holds, said once: Parquet, CSV, the codebook and all metadata are made from here."""
