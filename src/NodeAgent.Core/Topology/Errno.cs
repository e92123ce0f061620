namespace NodeAgent.Core.Topology;

/// <summary>The Linux error numbers that reading a node's files can end in (the values of x86-64 and arm64).</summary>
public enum Errno
{
    None = 0,
    EPERM = 1,
    ENOENT = 2,
    EINTR = 4,
    EIO = 5,
    ENXIO = 6,
    EAGAIN = 11,
    ENOMEM = 12,
    EACCES = 13,
    EBUSY = 16,
    ENODEV = 19,
    ENOTDIR = 20,
    EISDIR = 21,
    EINVAL = 22,
    ENFILE = 23,
    EMFILE = 24,
    EFBIG = 27,
    ENAMETOOLONG = 36,
    ELOOP = 40,
    EOPNOTSUPP = 95,
    ETIMEDOUT = 110,
}
