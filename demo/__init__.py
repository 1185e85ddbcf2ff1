"""Demo clips: a drawn actor who belongs to nobody, acted, lit and filmed by this package."""
