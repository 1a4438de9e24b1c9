/** The version of Debian 12. */
export const PYTHON_VERSION = '3.11.2';
