namespace NodeAgent.Linux.Records;

/// <summary>Resolves paths over a set of known links.</summary>
internal static class RecordPath
{
    private const int MaxLinks = 16;

    /// <summary>The path with every link on the way resolved; null for links in a circle.</summary>
    public static string? Canonical(string path, IReadOnlyDictionary<string, string> links, bool followLast)
    {
        for (int followed = 0; followed <= MaxLinks; followed++)
        {
            if (FirstLink(path, links, followLast) is not var (prefix, target))
            {
                return path;
            }

            path = Combine(ParentOf(prefix), target + path[prefix.Length..]);
        }

        return null;
    }

    private static (string Prefix, string Target)? FirstLink(
        string path, IReadOnlyDictionary<string, string> links, bool followLast)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); ; slash = path.IndexOf('/', slash + 1))
        {
            bool last = slash < 0;
            string prefix = last ? path : path[..slash];
            if ((!last || followLast) && links.TryGetValue(prefix, out string? target))
            {
                return (prefix, target);
            }

            if (last)
            {
                return null;
            }
        }
    }

    private static string ParentOf(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];

    // ".." never leaves the root, as in a chroot.
    private static string Combine(string directory, string target)
    {
        var parts = new List<string>();
        string joined = target.StartsWith('/') ? target : $"{directory}/{target}";
        foreach (string part in joined.Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case "..":
                    if (parts.Count > 0)
                    {
                        parts.RemoveAt(parts.Count - 1);
                    }

                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return string.Join('/', parts);
    }
}
