# Identifiers are normalised (NFKC): these two spellings are one name.
ﬁne = 1
print(fine, "fine" in globals())  # expect: 1 True
