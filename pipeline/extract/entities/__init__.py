"""Who and where: the curated registry, the gazetteer, names, descriptions and pronouns of one document."""
