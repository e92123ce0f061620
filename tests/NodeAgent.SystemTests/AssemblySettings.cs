// Each class has a virtual machine of its own, and two of them at once would share the host's few cores and miss their times.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
