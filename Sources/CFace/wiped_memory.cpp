// What C++ gives back is overwritten first: dlib makes smaller copies of a picture, features of a face and layers of the
// network by new[], and frees them without a word. The C libraries below (BLAS, libjpeg) have their own allocation.
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <new>

void *operator new(std::size_t size)
{
    void *const memory = std::malloc(size ? size : 1);
    if (!memory) throw std::bad_alloc();
    return memory;
}

void operator delete(void *memory) noexcept
{
    if (!memory) return;
    explicit_bzero(memory, malloc_usable_size(memory));
    std::free(memory);
}

// The other forms of the standard library end in these two.
void operator delete(void *memory, std::size_t) noexcept { operator delete(memory); }
