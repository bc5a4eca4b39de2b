"""Every stranger's format, in: the plain tables that researchers and agencies have."""
