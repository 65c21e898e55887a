"""What running programs call: checked integers, annotations, patterns, Noodle's own names.

Both tiers and the stepper share it. Open `integers` for the overflow rule, `conform` for
annotations.
"""
