"""What every table of the dataset holds, said once: Parquet, CSV, the codebook and all metadata are made from here."""

from schemas.pandera_import import import_pandera

import_pandera()
