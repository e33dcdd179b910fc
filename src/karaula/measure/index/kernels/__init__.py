"""The methods themselves, as pure functions on arrays; ``methods`` says how they are called."""
