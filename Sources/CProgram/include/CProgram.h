// What only C can say: constants that packaging/program sets, and the arguments before Swift has started.

/// The commit that the program was built from; an empty string if it is not known.
extern const char *const CProgramCommit;

/// What is linked into the program, as `name=version` separated by spaces; an empty string if it is not known.
extern const char *const CProgramComponents;

/// The address of the project; an empty string if it is not published.
extern const char *const CProgramHome;

/// Whether the program contains everything that it needs, and so runs on every Linux.
extern const int CProgramIsStatic;
