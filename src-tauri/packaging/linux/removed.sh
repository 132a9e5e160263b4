#!/bin/sh
# rpm removes our files, and not the folders they were in: those that are empty now go too.
for folder in /usr/lib/nianbao/fonts/licences /usr/lib/nianbao/fonts /usr/lib/nianbao /usr/share/doc/nianbao; do
  rmdir "$folder" 2>/dev/null || true
done
