z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), z * 2j, z / (1 - 1j), z ** 2, -z, z == 3 + 4j)
# expect: (3+4j) 5.0 3.0 4.0 (3-4j) (-8+6j) (-0.5+3.5j) (-7+24j) (-3-4j) True
print(complex("1+2j"), complex(1), (1j) ** 2, 1j * 1j == -1, complex(0.0, -0.0), 2 + 0j == 2)
# expect: (1+2j) (1+0j) (-1+0j) True -0j True
import cmath
print(cmath.sqrt(-4), round(cmath.phase(-1), 5))  # expect: 2j 3.14159
try:
    z < z
except TypeError as error:
    print(error)
# expect: '<' not supported between instances of 'complex' and 'complex'
