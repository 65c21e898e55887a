"""Programs with CPython's finer points, for the stepper: each prints what it finds."""

from __future__ import annotations

CORNERS: dict[str, str] = {}

CORNERS["functions"] = r"""
def f(a, b=2, *c, d=4, **e):
    "doc"
    return a, b, c, d, e
print(f(1), f(1, 2, 3, 4, d=5, x=6), f.__doc__, f.__name__, f.__defaults__, f.__kwdefaults__)
import inspect
print(inspect.signature(f))
for bad in (lambda: f(), lambda: f(1, a=2), lambda: f(1, *[2], **{'b': 3})):
    try: bad()
    except TypeError as e: print(e)
print(sorted([3, 1, 2], key=lambda x: -x))
def counter():
    n = 0
    def inc(k=1):
        nonlocal n
        n += k
        return n
    return inc
c = counter(); c(); print(c(5), c.__qualname__)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(12))
"""

CORNERS["classes"] = r'''
class A:
    """A doc"""
    x: int = 3
    y = [i * 2 for i in range(3)]
    def __init__(self, v): self.v = v
    @property
    def w(self): return self.v + 1
    @staticmethod
    def s(q): return q
    @classmethod
    def k(cls): return cls.__name__
    def __repr__(self): return f"A({self.v!r})"
class B(A):
    def __init__(self, v):
        super().__init__(v * 2)
    def __add__(self, o): return B(self.v + o.v)
    def me(self): return __class__
print(A(1), B(2), B(2) + B(3), B(2).w, A.s(3), B.k(), A.__annotations__, A.y, A.__doc__, B.__qualname__, B.__module__, B(1).me())
class M(type):
    def __new__(m, name, bases, ns, **kw):
        print(sorted(ns), kw); return super().__new__(m, name, bases, ns)
    def __init__(c, *a, **k): pass
    @classmethod
    def __prepare__(m, name, bases, **kw): return {'pre': 1}
class C(metaclass=M, z=3):
    q = pre + 1
    def f(self): return super().__repr__()
print(C.q)
class S:
    def __init_subclass__(cls, /, tag=None): print('sub', cls.__name__, tag)
    def __set_name__(self, o, n): print('set', o, n)
class T(S, tag=4): a = S()
from dataclasses import dataclass, field
@dataclass(order=True)
class P:
    x: int
    y: float = 2.0
    z: list = field(default_factory=list)
print(P(1), P(1) < P(2), P(1) == P(1))
from enum import Enum, auto
class E(Enum):
    A = auto()
    B = auto()
print(list(E), E.A.name)
from typing import NamedTuple, Generic, TypeVar
class N(NamedTuple):
    a: int
    b: str = 'x'
print(N(1), N(1)._asdict())
TT = TypeVar('TT')
class G(Generic[TT]):
    pass
print(G[int], G.__orig_bases__)
from collections import namedtuple
print(namedtuple('Q', 'a b').__module__, type('Z', (), {}).__module__)
'''

CORNERS["generators"] = r"""
def g(n):
    for i in range(n):
        x = yield i
        if x: print('got', x)
    return 'end'
def h():
    r = yield from g(3)
    print('r', r)
    try:
        yield 99
    except ValueError as e:
        print('caught', e); yield 'after'
    finally:
        print('fin')
it = h()
print(next(it), it.send('hi'), next(it), next(it), it.throw(ValueError('v')))
it.close()
it = h(); next(it); it.close()
print(list(x * y for x in range(3) for y in range(x) if x), [*g(2)], type(it))
try: next(iter(g(0)))
except StopIteration as e: print(e.value)
def bad():
    raise StopIteration(3)
    yield
try: next(bad())
except RuntimeError as e: print(e, repr(e.__cause__))
def fi():
    try:
        yield 1
    finally:
        print('cleanup')
for x in fi():
    break
del x
z = fi(); next(z); del z
def gg():
    try: yield 1
    except GeneratorExit: print('ge'); raise
q = gg(); next(q); q.close()
"""

CORNERS["exceptions"] = r"""
def f(k):
    try:
        if k == 0: return 'r'
        if k == 1: raise ValueError('a')
        if k == 2: 1 / 0
        if k == 3: raise KeyError('k') from None
    except ValueError as e:
        print('VE', e); return 've'
    except (KeyError, ZeroDivisionError) as e:
        print('two', type(e).__name__)
        raise
    else:
        print('else')
    finally:
        print('finally', k)
    return 'end'
for k in range(5):
    try: print(f(k))
    except Exception as e: print('out', repr(e), repr(e.__context__), repr(e.__cause__))
def ctx():
    try:
        raise ValueError(1)
    except ValueError as e:
        try:
            raise KeyError(2)
        finally:
            print('x')
try: ctx()
except KeyError as e: print(repr(e.__context__))
try:
    try: raise ValueError(1)
    except ValueError as e: raise TypeError(2) from e
except TypeError as e: print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try: e
except NameError as x: print(x)
import sys
def lo():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print('i', i)
        finally:
            print('f', i)
    else: print('no')
    return sys.exc_info()
print(lo())
def fr():
    for i in range(3):
        try: 1/0
        finally:
            return i
print(fr())
def inh():
    try: raise
    except RuntimeError as e: print(e)
inh()
def rer():
    raise
try:
    try: 1/0
    except ZeroDivisionError: rer()
except ZeroDivisionError as e: print('reraised', e)
try:
    try: 1/0
    except 5: pass
except TypeError as e: print(e, repr(e.__context__))
def nest():
    try:
        try: 1/0
        except ZeroDivisionError: {}['x']
        finally: print(sys.exc_info()[0])
    except KeyError as e: return repr(e.__context__), sys.exc_info()[0]
print(nest(), sys.exc_info())
while True:
    try: break
    finally: print('brk')
else: print('never')
def u():
    print(zz)
    zz = 1
try: u()
except UnboundLocalError as e: print(e)
def dd():
    a = 1
    del a
    try: a
    except UnboundLocalError as e: print(e)
    try: del a
    except UnboundLocalError as e: print(e)
dd()
def outer():
    def inner(): return v
    try: inner()
    except NameError as e: print(e, e.name)
    v = 2
    return inner()
print(outer())
try: nope
except NameError as e: print(e, e.name)
try: del nope
except NameError as e: print(e)
raise ValueError('top')
"""

CORNERS["context_managers"] = r"""
class CM:
    def __init__(s, n, sw=False): s.n = n; s.sw = sw
    def __enter__(s): print('in', s.n); return s
    def __exit__(s, t, v, tb): print('out', s.n, t and t.__name__, v); return s.sw
with CM(1) as a, CM(2) as b: print(a.n, b.n)
with CM(3, True): raise ValueError('x')
def r():
    with CM(4): return 5
print(r())
for i in range(2):
    with CM(5): continue
for i in range(2):
    with CM(6): break
try:
    with 5: pass
except TypeError as e: print(e)
class Half:
    def __enter__(s): pass
try:
    with Half(): pass
except TypeError as e: print(e)
from contextlib import contextmanager, suppress
@contextmanager
def cm():
    print('a')
    try: yield 1
    except ValueError as e: print('caught', e)
    finally: print('b')
with cm() as v: raise ValueError(v)
with suppress(KeyError): {}[1]
class Bad:
    def __enter__(s): pass
    def __exit__(s, *a): raise KeyError('exit')
try:
    with Bad(): raise ValueError('body')
except KeyError as e: print(repr(e), repr(e.__context__))
"""

CORNERS["match"] = r"""
class Pt:
    __match_args__ = ('x', 'y')
    def __init__(s, x, y): s.x = x; s.y = y
class K: A = 1; B = 'b'
def m(v):
    match v:
        case 0 | 1: return 'small'
        case K.B: return 'K.B'
        case -3: return 'neg'
        case None: return 'none'
        case True: return 'never'
        case [1, *rest]: return 'list', rest
        case [a, b] if a == b: return 'same', a
        case (a, [b, c]): return a, b, c
        case {'k': v, **o}: return 'map', v, o
        case Pt(0, y=q): return 'pt', q
        case Pt(x=int() as i): return 'int', i
        case str() as s: return 'str', s
        case float(f): return f
        case _: return 'other'
for v in (0, True, 'b', -3, None, [1, 2, 3], [5, 5], (1, [2, 3]), {'k': 1, 'z': 2}, Pt(0, 3), Pt(4, 5), 'zz', 2.5, object, [2, 3]):
    print(m(v))
try:
    match 1:
        case Nope(): pass
except NameError as e: print(e)
x = 3
match x:
    case 4: print('no')
print(x)
"""

CORNERS["expressions_and_names"] = r"""
print([y := 3, y + 1], y, [last := i for i in range(4)], last)
def w():
    if (n := 10) > 5: print(n)
    return [tot := i + 1 for i in range(3)], tot
print(w())
a, *b, c = range(5); print(a, b, c)
(a, b), c = (1, 2), 3; print(a, b, c)
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b, *c = 1,
except ValueError as e: print(e)
try: a, b = 5
except TypeError as e: print(e)
a = b = c = []; print(a is b is c)
d = {'a': 1}; d['a'] += 5; print(d)
class O: pass
o = O(); o.x = 1; o.x += 2; print(o.x); del o.x
try: o.x
except AttributeError as e: print(e)
print(1 < 2 < 3, 1 < 3 < 2, 1 and 0 or 'x', not 1, 3 if 0 else 4)
s = 'abc'; print(s[::-1], s[1:], f"{s!r:>6}|{3.14159:.2f}|{s}|{{}}|{1:0{4}}")
print(*[1, 2], *(3,), sep='-', **{'end': '!\n'})
print([*range(3), *'ab'], {*(1, 2), 3}, {**{'a': 1}, 'b': 2})
def gen():
    print('g1'); yield 1; print('g2')
def pr(x): print('p', x); return x
print([*gen(), pr(3)], max(*gen(), pr(4)))
i = 0
while i < 5:
    i += 1
    if i == 2: continue
    if i == 4: break
else: print('no')
for i in range(2): pass
else: print('else')
def loc(a):
    b = 2
    return locals()
print(loc(1), sorted(k for k in globals() if k in ('a', 'loc')))
def clo():
    q = 5
    def inn():
        q
        return locals(), vars(), dir()
    return inn()
print(clo())
exec('newvar = 7'); print(newvar, eval('newvar + 1'))
def ev():
    z = 9
    return eval('z + 1')
print(ev())
from math import *
import os.path, math as mm
from os import path as pp
print(pi, os.path is pp, mm.pi)
try: from math import nope
except ImportError as e: print(e)
try: import nomodule.x
except ModuleNotFoundError as e: print(e)
global gv
gv = 3
def setg():
    global gv2
    gv2 = 4
setg(); print(gv2)
lst = [1, 2, 3]; del lst[0]; print(lst)
assert True
try: assert 0, 'msg'
except AssertionError as e: print(e)
x: int = 5
print(__annotations__)
def ann(a: int, b: 'str' = 1) -> float: pass
print(ann.__annotations__)
def deep(n): return deep(n + 1)
try: deep(0)
except RecursionError as e: print(type(e))
def deco(f): print('deco', f.__name__); return f
@deco
@deco
def dec(): pass
@deco
class D: pass
def private():
    class X:
        __y = 1
        def g(self): return self.__y
    return X().g()
print(private())
print((lambda *a, k=2: (a, k))(1, 2), list(map(lambda x: x * 2, [1, 2])))
for k, v in {'a': 1}.items(): print(k, v)
print([i for i in range(3) if i for j in 'ab'], {i: j for i, j in zip('ab', 'cd')}, {i % 2 for i in range(5)})
try: print([1 for _ in 5])
except TypeError as e: print(e)
class WithComp:
    n = 3
    v = [i for i in range(n)]
    try: u = [n for i in range(2)]
    except NameError as e: print(e)
print(WithComp.v)
print(2 ** 10, 7 // 2, -7 % 3, 1 << 4, ~5, 5 & 3, 5 | 3, 5 ^ 1, 7 / 2)
"""

CORNERS["contexts"] = r"""
import sys
def a():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError as e:
            print(repr(e.__context__), sys.exc_info()[0])
            raise TypeError(3) from None
try:
    a()
except TypeError as e:
    print(repr(e.__context__), repr(e.__cause__), sys.exc_info()[1] is e)
print(sys.exc_info())
class M:
    def __enter__(self): return self
    def __exit__(self, kind, value, trace):
        print(kind, repr(value), sys.exc_info()[0])
        raise KeyError('exit')
try:
    try:
        1 / 0
    finally:
        with M():
            raise ValueError('body')
except KeyError as e:
    print(repr(e.__context__), repr(e.__context__.__context__))
def g():
    try:
        yield 1
    except ValueError as e:
        print(repr(e.__context__))
        yield 2
it = g()
next(it)
try:
    1 / 0
except ZeroDivisionError:
    print(it.throw(ValueError('in')))
    print(sys.exc_info()[0])
def f():
    for i in range(3):
        try:
            try:
                if i == 1:
                    raise ValueError(i)
            finally:
                print('inner', i)
                if i == 0:
                    continue
        except ValueError:
            print('caught', i, sys.exc_info()[0])
            continue
        else:
            print('else', i)
        finally:
            print('outer', i, sys.exc_info()[0])
    return 'done'
print(f())
try:
    raise ValueError('x')
except ValueError as error:
    def later():
        return error
try:
    later()
except NameError as e:
    print(e)
raise KeyError('end') from ValueError('cause')
"""

CORNERS["spread_order"] = r"""
def say(x):
    print('say', x)
    return x
def gen(n):
    print('start', n)
    yield n
    print('stop', n)
def f(*args, **kw): return args, kw
print(f(*gen(1), say(2), *gen(3), k=say(4), **{'z': say(5)}))
print(f(*gen(1), k=say(2)))
print([*gen(1), say(2), *gen(3)], (*gen(4), say(5)), {**{say('a'): say(1)}, say('b'): say(2)})
class B:
    pass
class C(*gen(B), metaclass=say(type)): pass
try:
    [*say(3), say(4)]
except TypeError as e:
    print(e)
try:
    {**say(3), **say(4)}
except TypeError as e:
    print(e)
try:
    f(say(0), *say(3), k=say(4))
except TypeError as e:
    print(e)
"""

CORNERS["closures"] = r"""
def make():
    fs = []
    for i in range(3):
        def f(j=i):
            nonlocal total
            total += j
            return i, j, total
        total = 0
        fs.append(f)
    return fs
print([f() for f in make()])
f = make()[0]
print(f.__code__.co_freevars, [c.cell_contents for c in f.__closure__], f.__qualname__)
def outer(x):
    def middle():
        def inner():
            return x
        return inner
    return middle
print(outer(5)()(), outer(5)().__qualname__)
class K:
    x = 1
    def m(self):
        return [x for _ in range(1)]
    z = (lambda: 7)()
x = 'global'
print(K().m(), K.z)
def scope():
    y = 1
    class L:
        y = y if False else 2
        w = y
    return L.w, y
try:
    print(scope())
except NameError as e:
    print(type(e).__name__, e)
def free_in_class():
    v = 3
    class L:
        w = v
        def g(self): return v
    return L.w, L().g()
print(free_in_class())
def deleted():
    q = 1
    def r(): return q
    del q
    try:
        r()
    except NameError as e:
        print(e)
deleted()
print((lambda: [(a := 2), a])())
def evaluates(x):
    print(eval("x + 1"), eval("x", None), eval("x", None, None), eval("x", {"x": 0}), dir(), vars())
    exec("y = x")
    try:
        eval()
    except TypeError as e:
        print(e)
evaluates(1)
exec("from math import pi as tau2", None, None)
print(tau2 > 3)
def walrus():
    return [b := i for i in range(3)], b
print(walrus())
import types
g = types.FunctionType(outer.__code__, globals(), 'g')
print(g(8)()())
"""
