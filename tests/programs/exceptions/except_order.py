# The first clause that fits is taken.
def f(error):
    try:
        raise error
    except KeyError:
        return "key"
    except LookupError:
        return "lookup"
    except (TypeError, ValueError) as e:
        return f"type or value: {e}"
    except Exception:
        return "some exception"
    except:
        return "anything"

print(f(KeyError()), f(IndexError()), f(ValueError("v")), f(OSError()), f(SystemExit()))
# expect: key lookup type or value: v some exception anything
