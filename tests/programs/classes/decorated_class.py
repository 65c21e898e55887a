def register(prefix):
    def decorate(cls):
        cls.name = prefix + cls.__name__
        return cls
    return decorate

@register("my-")
class Tool:
    pass

@lambda cls: cls()
class single:
    value = 5

print(Tool.name, single.value)  # expect: my-Tool 5
