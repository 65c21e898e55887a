# diverges: D005
# The scalar types are functions too, and need no import.
print(i64(3.7), f64(2), type(f64(2)).__name__)  # expect: 3 2.0 float
print(u8(200) + u8(100), i8(5).dtype, f32(0.5).dtype)  # expect: 44 int8 float32
