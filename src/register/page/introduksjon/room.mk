EXTRA_DIST += src/register/page/introduksjon/README.md
