/** The command line: {@link org.lungta.app.Main} starts a command and turns its outcome into an exit status. */
package org.lungta.app;
