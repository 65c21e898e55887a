"""Powers of complex numbers as NumPy computes them, as a function in IR: `TEXT`.

Exponents that are integers between -100 and 100 are products by repeated squaring, so they are
exact where products are; all others are cpow of the C library.
"""

TEXT = """define internal { double, double } @complex.power(
  double %ar, double %ai, double %br, double %bi) {
entry:
  %br.zero = fcmp oeq double %br, 0.0
  %bi.zero = fcmp oeq double %bi, 0.0
  %b.zero = and i1 %br.zero, %bi.zero
  br i1 %b.zero, label %one, label %base
one:
  ret { double, double } { double 1.0, double 0.0 }
base:
  %ar.zero = fcmp oeq double %ar, 0.0
  %ai.zero = fcmp oeq double %ai, 0.0
  %a.zero = and i1 %ar.zero, %ai.zero
  br i1 %a.zero, label %zero, label %exponent
zero:
  %positive = fcmp ogt double %br, 0.0
  %fine = and i1 %positive, %bi.zero
  %nought = select i1 %fine, double 0.0, double 0x7FF8000000000000
  %z0 = insertvalue { double, double } poison, double %nought, 0
  %z1 = insertvalue { double, double } %z0, double %nought, 1
  ret { double, double } %z1
exponent:
  %above = fcmp ogt double %br, -100.0
  %below = fcmp olt double %br, 100.0
  %near = and i1 %above, %below
  %bounded = and i1 %near, %bi.zero
  %some = select i1 %bounded, double %br, double 0.5
  %n = fptosi double %some to i64
  %back = sitofp i64 %n to double
  %whole = fcmp oeq double %back, %br
  %quick = and i1 %whole, %bounded
  br i1 %quick, label %start, label %slow
slow:
  %c = call { double, double } @cpow(double %ar, double %ai, double %br, double %bi)
  ret { double, double } %c
start:
  %low = icmp slt i64 %n, 0
  %minus = sub i64 0, %n
  %count = select i1 %low, i64 %minus, i64 %n
  br label %round
round:
  %left = phi i64 [ %count, %start ], [ %half, %go ]
  %pr = phi double [ %ar, %start ], [ %sr, %go ]
  %pi = phi double [ %ai, %start ], [ %si, %go ]
  %rr = phi double [ 1.0, %start ], [ %nr, %go ]
  %ri = phi double [ 0.0, %start ], [ %ni, %go ]
  %bit = trunc i64 %left to i1
  %m1 = fmul double %rr, %pr
  %m2 = fmul double %ri, %pi
  %m3 = fmul double %rr, %pi
  %m4 = fmul double %ri, %pr
  %mr = fsub double %m1, %m2
  %mi = fadd double %m3, %m4
  %nr = select i1 %bit, double %mr, double %rr
  %ni = select i1 %bit, double %mi, double %ri
  %half = lshr i64 %left, 1
  %done = icmp eq i64 %half, 0
  br i1 %done, label %end, label %go
go:
  %s1 = fmul double %pr, %pr
  %s2 = fmul double %pi, %pi
  %s3 = fmul double %pr, %pi
  %sr = fsub double %s1, %s2
  %si = fadd double %s3, %s3
  br label %round
end:
  br i1 %low, label %inverse, label %out
out:
  %o0 = insertvalue { double, double } poison, double %nr, 0
  %o1 = insertvalue { double, double } %o0, double %ni, 1
  ret { double, double } %o1
inverse:
  %q1 = fmul double %nr, %nr
  %q2 = fmul double %ni, %ni
  %size = fadd double %q1, %q2
  %vr = fdiv double %nr, %size
  %v = fdiv double %ni, %size
  %vi = fneg double %v
  %v0 = insertvalue { double, double } poison, double %vr, 0
  %v1 = insertvalue { double, double } %v0, double %vi, 1
  ret { double, double } %v1
}"""
