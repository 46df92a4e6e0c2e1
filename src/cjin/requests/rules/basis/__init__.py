"""Under which instrument one State may ask another for help: pure reasoning over who is bound by what."""
