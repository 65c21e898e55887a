DECLARATIONS: dict[str, str] = {}
