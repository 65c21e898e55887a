import numpy as np

z = np.array([1 + 2j, 3 - 1j])
print(z.real, z.imag, z.conj(), abs(z).round(3), np.angle(1j).round(4), (z * z).tolist())
# expect: [1. 3.] [ 2. -1.] [1.-2.j 3.+1.j] [2.236 3.162] 1.5708 [(-3+4j), (8-6j)]
print(z.sum(), np.vdot(z, z), np.sqrt(np.array([-1 + 0j])), np.iscomplexobj(z), z.dtype)
# expect: (4+1j) (15+0j) [0.+1.j] True complex128
print(np.fft.fft([1, 0, 0, 0]), np.roots([1, -3, 2]))
# expect: [1.+0.j 1.+0.j 1.+0.j 1.+0.j] [2. 1.]
