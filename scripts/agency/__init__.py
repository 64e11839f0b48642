"""The made-up agency: a module for what each provider answers, and one for what its servers say."""
