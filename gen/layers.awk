# Checks every #include of gen/*.[ch] against gen/LAYERS, and that what must be exact has no floating
# point. Prints each breach; exit 1 when any.
function module(file,    m) {
    m = file; sub(/^.*\//, "", m); sub(/\.[ch]$/, "", m)
    while (!(m in allowed) && m ~ /_/) sub(/_[^_]*$/, "", m)
    return m
}
FILENAME ~ /LAYERS$/ {
    if (/^#/ || NF == 0) next
    if ($2 == "=") { for (i = 3; i <= NF; i++) list[$1] = list[$1] " " $i; next }
    name = $1; sub(/:$/, "", name)
    rest = ""
    for (i = 2; i <= NF; i++) rest = rest " " ($i in list ? list[$i] : $i)
    if (name ~ /^</) library[name] = rest " "
    else allowed[name] = rest " "
    next
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, part, "\""); to = module(part[2]); from = module(FILENAME)
    if (!(from in allowed)) { print FILENAME ": module " from " is not in gen/LAYERS"; bad = 1; next }
    if (to != from && index(allowed[from], " " to " ") == 0) {
        print FILENAME ":" FNR ": " from " may not include " part[2]; bad = 1
    }
}
/^[ \t]*#[ \t]*include[ \t]*</ {
    file = FILENAME; sub(/^.*\//, "", file)
    for (l in library) if (index($0, l) && index(library[l], " " file " ") == 0) {
        print FILENAME ":" FNR ": " l "> belongs to" library[l]; bad = 1
    }
}
# Code without its comments and strings; comments may run over lines.
FNR == 1 { in_comment = 0 }
{
    code = $0
    if (in_comment) { if (!match(code, /\*\//)) next; code = substr(code, RSTART + 2); in_comment = 0 }
    gsub(/\\./, "", code); gsub(/"[^"]*"/, "", code); gsub(/'[^']*'/, "", code)
    while (match(code, /\/\*/)) {
        before = substr(code, 1, RSTART - 1); after = substr(code, RSTART + 2)
        if (match(after, /\*\//)) code = before " " substr(after, RSTART + 2)
        else { code = before; in_comment = 1 }
    }
    if (index(list["EXACT"] " ", " " module(FILENAME) " ") == 0) next
    if (match(code, /(^|[^A-Za-z0-9_])(float|double)([^A-Za-z0-9_]|$)|[0-9]\.[0-9]/)) {
        print FILENAME ":" FNR ": " module(FILENAME) " must be exact: no floating point"; bad = 1
    }
}
END { exit bad }
